package org.sextant.assets.world;

import java.util.List;
import java.util.SplittableRandom;

/// Things go well, or they go badly, and what people feel agrees.
///
/// Every event has a good and a bad side. Kept from training: a tenth of the pairs of events.
record Sentiment(Stage stage) implements Skill {
    private static final String EVENTS = "event";
    private static final int FEWEST_EVENTS = 4;

    @Override
    public void tell(Story story) {
        story.on(story.random().nextBoolean() ? Side.FIRST : Side.SECOND);
        tellEvents(story, Split.TRAIN, FEWEST_EVENTS + story.random().nextInt(2));
        story.tell("aftermath").tell("aftermath");
        story.tell("feeling.closing").tell("feeling.closing");
    }

    private void tellEvents(Story story, Split split, int count) {
        List<Pattern> events = stage.lexicon().patterns(EVENTS);
        List<Integer> told;
        do {
            told = story.random().ints(0, events.size()).distinct().limit(count).boxed().toList();
        } while (!areIn(split, told));
        told.forEach(event -> story.write(events.get(event)).endScene());
    }

    private boolean areIn(Split split, List<Integer> told) {
        return told.stream()
                .allMatch(one -> told.stream().allMatch(other -> one.equals(other) || isIn(split, one, other)));
    }

    private boolean isIn(Split split, Integer one, Integer other) {
        return stage.heldOut().holdsUnordered(EVENTS, one.toString(),
                other.toString()) == (split == Split.HELD_OUT);
    }

    @Override
    public PromptPair pair(Split split, SplittableRandom random) {
        long seed = random.nextLong();
        Side side = random.nextBoolean() ? Side.FIRST : Side.SECOND;
        return Prompt.pair(Task.SENTIMENT, prompt(seed, split, side), prompt(seed, split, side.other()), label(side));
    }

    private Prompt prompt(long seed, Split split, Side side) {
        Story story = stage.story(seed).on(side);
        tellEvents(story, split, 2);
        return story.tell("feeling.closing").prompt();
    }

    /// Two events of one kind, and on to where a feeling is named.
    LabelledText text(Split split, SplittableRandom random) {
        Side side = random.nextBoolean() ? Side.FIRST : Side.SECOND;
        return new LabelledText(Task.SENTIMENT, prompt(random.nextLong(), split, side).text(), label(side));
    }

    private static String label(Side side) {
        return side == Side.FIRST ? "positive" : "negative";
    }
}
