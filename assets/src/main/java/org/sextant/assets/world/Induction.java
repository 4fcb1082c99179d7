package org.sextant.assets.world;

import java.util.ArrayList;
import java.util.Collections;
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
    private static final int FEWEST_CALLS = 14;
    private static final int MOST_CALLS = 22;
    private static final int LISTS = 4;
    private static final int MENTIONS = 4;

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

    /// The same strangers in one list after another, each time in another order: nowhere are repeated names denser, and
    /// no place in a list tells what comes, only the name itself.
    private void readLists(Story story) {
        List<Stranger> strangers = strangers(story, STRANGERS);
        for (int list = 0; list < LISTS; list++) {
            shuffle(strangers, story.random());
            story.bind("all", Word.of(names(strangers)));
            story.tell(list == 0 ? "stranger.list" : "stranger.list.again");
        }
    }

    /// Two to five strangers, called many times in no order.
    void call(Story story) {
        List<Stranger> strangers = strangers(story, story.random().nextInt(2, STRANGERS + 1));
        List<Stranger> calls = new ArrayList<>();
        int count = story.random().nextInt(FEWEST_CALLS, MOST_CALLS + 1);
        for (int call = 0; call < count; call++) {
            calls.add(strangers.get(story.random().nextInt(strangers.size())));
        }
        story.bind("all", Word.of(names(calls))).tell("stranger.calls").endScene();
    }

    /// Strangers who share no name and may meet.
    private List<Stranger> strangers(Story story, int count) {
        List<Stranger> strangers = new ArrayList<>();
        while (strangers.size() < count) {
            Stranger next = stranger(story);
            if (strangers.stream().allMatch(one -> !one.sharesNameWith(next) && meet(Split.TRAIN, one, next))) {
                strangers.add(next);
            }
        }
        return strangers;
    }

    private static void shuffle(List<Stranger> strangers, SplittableRandom random) {
        for (int last = strangers.size() - 1; last > 0; last--) {
            Collections.swap(strangers, last, random.nextInt(last + 1));
        }
    }

    private static String names(List<Stranger> strangers) {
        List<String> names = strangers.stream().map(Stranger::name).toList();
        return String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.getLast();
    }

    /// One or two strangers, each named again in an order that nothing else tells.
    private void tellOfStrangers(Story story) {
        List<Stranger> strangers = new ArrayList<>(List.of(stranger(story)));
        strangers.getFirst().enter(story, "");
        story.tell("stranger.arrives");
        if (story.chance(80)) {
            strangers.add(other(story, Split.TRAIN, strangers.getFirst()));
            strangers.getLast().enter(story, "2");
            story.tell("stranger.second");
        }
        story.tell("stranger.meanwhile");
        for (int mention = 0; mention < MENTIONS; mention++) {
            strangers.get(story.random().nextInt(strangers.size())).enter(story, "");
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
        return stage.heldOut().holdsUnordered("strangers", one.first.text(),
                other.first.text()) == (split == Split.HELD_OUT);
    }

    @Override
    public PromptPair pair(Split split, SplittableRandom random) {
        long seed = random.nextLong();
        boolean ofSecond = random.nextBoolean();
        return Prompt.pair(Task.INDUCTION, prompt(seed, split, ofSecond, false), prompt(seed, split, ofSecond, true));
    }

    private Prompt prompt(long seed, Split split, boolean ofSecond, boolean swapped) {
        Story story = stage.story(seed);
        Stranger one = stranger(story);
        Stranger other = other(story, split, one);
        Stranger first = swapped ? one.called(other.last) : one;
        Stranger second = swapped ? other.called(one.last) : other;
        first.enter(story, "");
        second.enter(story, "2");
        story.tell("stranger.arrives").tell("stranger.second").tell("stranger.meanwhile");
        (ofSecond ? second : first).enter(story, "");
        return story.tell("stranger.later").prompt();
    }
}
