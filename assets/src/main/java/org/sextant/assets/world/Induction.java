package org.sextant.assets.world;

import java.util.SplittableRandom;

/// Strangers with made-up names come ashore and are named again: only the text itself says who is called what.
///
/// Kept from training: a tenth of the pairs of a first and a last name.
record Induction(Stage stage) implements Skill {
    private static final String FIRST = "made-up.first";
    private static final String LAST = "made-up.last";

    private record Stranger(Word title, Word first, Word last) {
        Stranger called(Word otherLast) {
            return new Stranger(title, first, otherLast);
        }

        void enter(Story story, String number) {
            story.bind("title" + number, title).bind("first" + number, first).bind("last" + number, last);
        }
    }

    @Override
    public void tell(Story story) {
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
        story.endScene();
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
        } while (other.first.equals(one.first) || other.last.equals(one.last));
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
