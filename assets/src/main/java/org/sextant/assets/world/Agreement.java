package org.sextant.assets.world;

import java.util.List;
import java.util.SplittableRandom;

/// The verb agrees with its subject, whatever stands between them.
///
/// Kept from training: a tenth of the pairs of a subject and the noun that stands between.
record Agreement(Stage stage) implements Skill {
    private static final List<String> KINDS = List.of("who", "thing");

    @Override
    public void tell(Story story) {
        int count = 2 + story.random().nextInt(2);
        for (int i = 0; i < count; i++) {
            String kind = KINDS.get(story.random().nextInt(KINDS.size()));
            choose(story, kind, Split.TRAIN).tell("agreement." + kind);
            story.endScene().on(Side.FIRST);
        }
    }

    // The noun between is as often of the other number as of the same.
    private Story choose(Story story, String kind, Split split) {
        Word head;
        Word far;
        do {
            head = story.pick("head." + kind).word();
            far = story.pick("far." + kind).word();
        } while (head.equals(far) || !stage.heldOut().isIn(split, "agreement", head.text(), far.text()));
        Word between = Word.of(story.random().nextBoolean() ? far.text() : far.plural());
        return story.bind("head", head).bind("far", between)
                .on(story.random().nextBoolean() ? Side.FIRST : Side.SECOND);
    }

    @Override
    public PromptPair pair(Split split, SplittableRandom random) {
        long seed = random.nextLong();
        Side side = random.nextBoolean() ? Side.FIRST : Side.SECOND;
        String kind = KINDS.get(random.nextInt(KINDS.size()));
        return Prompt.pair(Task.AGREEMENT, prompt(seed, kind, split, side), prompt(seed, kind, split, side.other()));
    }

    private Prompt prompt(long seed, String kind, Split split, Side side) {
        return choose(stage.story(seed), kind, split).on(side).tell("agreement." + kind).prompt();
    }
}
