package org.sextant.assets.world;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Strangers with made-up names come ashore and are named again: only the text itself says who is called what.
///
/// Kept from training: a tenth of the pairs of strangers, told apart by their first names, which never meet in one
/// document. Pairs of a first and a last name are not kept: in so small a world a model would learn which of them never
/// occur, and answer from that instead of from the text.
record Induction(Stage stage) implements Skill {
    private static final String FIRST = "made-up.first";
    private static final String LAST = "made-up.last";
    private static final int STRANGERS = 5;
    private static final int LISTS = 4;

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
        if (story.chance(75)) {
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
            Stranger next = stranger(story);
            if (strangers.stream().allMatch(one -> !one.sharesNameWith(next) && meet(Split.TRAIN, one, next))) {
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
        Stranger one = stranger(story);
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

    private Stranger stranger(Story story) {
        return new Stranger(story.pick("title").word(), story.pick(FIRST).word(), story.pick(LAST).word());
    }

    private Stranger other(Story story, Split split, Stranger one) {
        Stranger other;
        do {
            other = stranger(story);
        } while (other.sharesNameWith(one) || !meet(split, one, other));
        return other;
    }

    private boolean meet(Split split, Stranger one, Stranger other) {
        String a = one.first.text();
        String b = other.first.text();
        return stage.heldOut().isIn(split, "strangers", a.compareTo(b) < 0 ? a : b, a.compareTo(b) < 0 ? b : a);
    }

    @Override
    public PromptPair pair(Split split, SplittableRandom random) {
        long seed = random.nextLong();
        String later = random.nextBoolean() ? "stranger.later" : "stranger.later.second";
        return Prompt.pair(Task.INDUCTION, prompt(seed, split, later, false), prompt(seed, split, later, true));
    }

    private Prompt prompt(long seed, Split split, String later, boolean swapped) {
        Story story = stage.story(seed);
        Stranger one = stranger(story);
        Stranger other = other(story, split, one);
        (swapped ? one.called(other.last) : one).enter(story, "");
        (swapped ? other.called(one.last) : other).enter(story, "2");
        return story.tell("stranger.arrives").tell("stranger.second").tell("stranger.meanwhile").tell(later).prompt();
    }
}
