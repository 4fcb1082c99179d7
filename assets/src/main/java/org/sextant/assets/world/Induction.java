package org.sextant.assets.world;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Strangers with made-up names come ashore and are named again: only the text itself says who is called what.
///
/// Kept from training: a tenth of the pairs of a first and a last name.
record Induction(Stage stage) implements Skill {
    private static final String FIRST = "made-up.first";
    private static final String LAST = "made-up.last";
    private static final int STRANGERS = 5;
    private static final int LISTS = 3;

    private record Stranger(Word title, Word first, Word last) {
        Stranger called(Word otherLast) {
            return new Stranger(title, first, otherLast);
        }

        boolean sharesNameWith(Stranger other) {
            return first.equals(other.first) || last.equals(other.last);
        }

        String name() {
            return title.text() + " " + first.text() + " " + last.text();
        }

        void enter(Story story, String number) {
            story.bind("title" + number, title).bind("first" + number, first).bind("last" + number, last);
        }
    }

    @Override
    public void tell(Story story) {
        if (story.chance(60)) {
            readLists(story);
        } else {
            tellOfStrangers(story);
        }
        story.endScene();
    }

    /// The same strangers in one list after another, each time in another order: the text in which repeated names are
    /// densest, from which they are learnt soonest.
    private void readLists(Story story) {
        List<Stranger> strangers = new ArrayList<>();
        while (strangers.size() < STRANGERS) {
            Stranger next = stranger(story, Split.TRAIN);
            if (strangers.stream().noneMatch(one -> one.sharesNameWith(next))) {
                strangers.add(next);
            }
        }
        for (int list = 0; list < LISTS; list++) {
            story.bind("all", Word.of(inAnyOrder(strangers, story.random())));
            story.tell(list == 0 ? "stranger.list" : "stranger.list.again");
        }
    }

    private static String inAnyOrder(List<Stranger> strangers, SplittableRandom random) {
        List<Stranger> left = new ArrayList<>(strangers);
        List<String> names = new ArrayList<>();
        while (!left.isEmpty()) {
            names.add(left.remove(random.nextInt(left.size())).name());
        }
        return String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.getLast();
    }

    private void tellOfStrangers(Story story) {
        boolean two = story.chance(70);
        Stranger one = stranger(story, Split.TRAIN);
        one.enter(story, "");
        story.tell("stranger.arrives");
        if (two) {
            other(story, Split.TRAIN, one).enter(story, "2");
            story.tell("stranger.second");
        }
        story.tell("stranger.meanwhile");
        boolean secondFirst = two && story.random().nextBoolean();
        if (secondFirst) {
            story.tell("stranger.later.second");
        }
        story.tell("stranger.later");
        if (two && !secondFirst) {
            story.tell("stranger.later.second");
        }
        if (story.chance(50)) {
            story.tell("stranger.later");
        }
    }

    private Stranger stranger(Story story, Split split) {
        Word first;
        Word last;
        do {
            first = story.pick(FIRST).word();
            last = story.pick(LAST).word();
        } while (!stage.heldOut().isIn(split, "stranger", first.text(), last.text()));
        return new Stranger(story.pick("title").word(), first, last);
    }

    private Stranger other(Story story, Split split, Stranger one) {
        Stranger other;
        do {
            other = stranger(story, split);
        } while (other.sharesNameWith(one));
        return other;
    }

    @Override
    public PromptPair pair(Split split, SplittableRandom random) {
        long seed = random.nextLong();
        String later = random.nextBoolean() ? "stranger.later" : "stranger.later.second";
        return Prompt.pair(Task.INDUCTION, prompt(seed, split, later, false), prompt(seed, split, later, true));
    }

    private Prompt prompt(long seed, Split split, String later, boolean swapped) {
        Story story = stage.story(seed);
        Stranger one = stranger(story, split);
        Stranger other = other(story, split, one);
        (swapped ? one.called(other.last) : one).enter(story, "");
        (swapped ? other.called(one.last) : other).enter(story, "2");
        return story.tell("stranger.arrives").tell("stranger.second").tell("stranger.meanwhile").tell(later).prompt();
    }
}
