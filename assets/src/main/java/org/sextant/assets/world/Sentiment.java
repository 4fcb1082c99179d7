package org.sextant.assets.world;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Things go well, or they go badly, and what people feel agrees.
///
/// Every event has a good and a bad side. Kept from training: a tenth of the pairs of events.
record Sentiment(Stage stage) implements Skill {
    private static final String EVENTS = "event";

    @Override
    public void tell(Story story) {
        story.on(story.random().nextBoolean() ? Side.FIRST : Side.SECOND);
        tellEvents(story, Split.TRAIN, 3 + story.random().nextInt(2));
        story.tell("aftermath").tell("aftermath");
        story.tell("feeling.closing");
        if (story.chance(60)) {
            story.tell("feeling.closing");
        }
    }

    private void tellEvents(Story story, Split split, int count) {
        List<Pattern> events = stage.lexicon().patterns(EVENTS);
        List<Integer> told = new ArrayList<>();
        while (told.size() < count) {
            int next = story.random().nextInt(events.size());
            if (!told.contains(next) && told.stream().allMatch(one -> isIn(split, one, next))) {
                told.add(next);
                story.write(events.get(next)).endScene();
            }
        }
    }

    private boolean isIn(Split split, int one, int other) {
        return stage.heldOut().holdsUnordered(EVENTS, Integer.toString(one),
                Integer.toString(other)) == (split == Split.HELD_OUT);
    }

    @Override
    public PromptPair pair(Split split, SplittableRandom random) {
        long seed = random.nextLong();
        Side side = random.nextBoolean() ? Side.FIRST : Side.SECOND;
        return Prompt.pair(Task.SENTIMENT, prompt(seed, split, side), prompt(seed, split, side.other()));
    }

    private Prompt prompt(long seed, Split split, Side side) {
        Story story = stage.story(seed).on(side);
        tellEvents(story, split, 2);
        return story.tell("feeling.closing").prompt();
    }

    /// Two events of one kind, and what came of them.
    LabelledText text(Split split, SplittableRandom random) {
        Side side = random.nextBoolean() ? Side.FIRST : Side.SECOND;
        Story story = stage.story(random.nextLong()).on(side);
        tellEvents(story, split, 2);
        return new LabelledText(Task.SENTIMENT, story.tell("aftermath").text(),
                side == Side.FIRST ? "positive" : "negative");
    }
}
