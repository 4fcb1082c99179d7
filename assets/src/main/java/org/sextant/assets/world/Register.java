package org.sextant.assets.world;

import java.util.List;
import java.util.SplittableRandom;

/// The docks have a pidgin of their own, with its own words and the verb at the end.
///
/// Every sentence has an English side of as many words. Kept from training: a tenth of the pairs of a template and the
/// word that is asked for.
record Register(Stage stage) implements Skill {
    private static final String SENTENCES = "pidgin.sentence";
    private static final List<String> CONCEPTS = List.of("who", "thing", "place", "quality", "deed", "time");

    @Override
    public void tell(Story story) {
        if (story.chance(25)) {
            story.tell("scene").tell("pidgin.before");
            tell(story, Side.SECOND, 5);
        } else if (story.chance(40)) {
            tell(story, Side.FIRST, 4);
            story.on(Side.FIRST).tell("pidgin.before");
            tell(story, Side.SECOND, 5);
        } else {
            tell(story, Side.SECOND, 8);
        }
        story.on(Side.FIRST);
    }

    private void tell(Story story, Side side, int sentences) {
        for (int i = 0; i < sentences; i++) {
            sentence(story, Split.TRAIN, side);
        }
    }

    // Whether a sentence is held out is decided by what it says in the pidgin, whichever side is shown.
    private void sentence(Story story, Split split, Side side) {
        List<Pattern> templates = stage.lexicon().patterns(SENTENCES);
        int number;
        do {
            number = story.endScene().random().nextInt(templates.size());
            concepts(story);
        } while (!isIn(split, story, number));
        story.on(side).write(templates.get(number));
    }

    private boolean isIn(Split split, Story story, int number) {
        String asked = story.render(stage.lexicon().patterns(SENTENCES).get(number), Side.SECOND).next().strip();
        return stage.heldOut().isIn(split, SENTENCES, Integer.toString(number), asked);
    }

    private void concepts(Story story) {
        for (String concept : CONCEPTS) {
            story.bind(concept, story.pick("pidgin." + concept).word());
        }
        story.bind("thing2", story.pick("pidgin.thing").word());
    }

    @Override
    public PromptPair pair(Split split, SplittableRandom random) {
        long seed = random.nextLong();
        return Prompt.pair(Task.REGISTER, text(seed, split, Side.SECOND).prompt(),
                text(seed, split, Side.FIRST).prompt(), label(Side.SECOND));
    }

    /// Two sentences of one register.
    LabelledText text(Split split, SplittableRandom random) {
        Side side = random.nextBoolean() ? Side.FIRST : Side.SECOND;
        return new LabelledText(Task.REGISTER, text(random.nextLong(), split, side).text(),
                label(side));
    }

    private static String label(Side side) {
        return side == Side.FIRST ? "english" : "pidgin";
    }

    private Story text(long seed, Split split, Side side) {
        Story story = stage.story(seed);
        sentence(story, split, side);
        sentence(story, split, side);
        return story;
    }
}
