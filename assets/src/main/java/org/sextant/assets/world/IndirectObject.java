package org.sextant.assets.world;

import java.util.List;
import java.util.SplittableRandom;

/// Two people are together, one of them gives something to the other.
///
/// After Wang et al., *Interpretability in the Wild* (2022). Kept from training: a tenth of the pairs of names, which
/// never stand in one document, and the templates of a list of their own.
record IndirectObject(Stage stage) implements Skill {
    private static final String TEMPLATES = "indirect-object";
    private static final int PAIRS = 3;
    private static final int FEWEST_GIFTS = 2;
    private static final int MOST_GIFTS = 3;
    private static final String MORE_TEMPLATES = "indirect-object.more";
    private static final String HELD_OUT_TEMPLATES = "indirect-object.held-out";

    @Override
    public void tell(Story story) {
        give(story, TEMPLATES, story.person("a"), story.person("b"));
        story.tell("indirect-object.after").endScene();
        if (story.chance(70)) {
            give(story, TEMPLATES, story.person("b"), story.person("a"));
            story.endScene();
        }
        if (story.chance(60)) {
            story.tell("indirect-object.meanwhile");
            give(story, TEMPLATES, story.person("c"), story.person("d"));
            story.endScene();
        }
    }

    /// Three pairs of people, one after the other, who give things to each other in no order.
    void gifts(Story story) {
        for (int pair = 0; pair < PAIRS; pair++) {
            Word one = story.person("one " + pair);
            Word other = story.person("other " + pair);
            int gifts = story.random().nextInt(FEWEST_GIFTS, MOST_GIFTS + 1);
            for (int gift = 0; gift < gifts; gift++) {
                boolean oneGives = story.random().nextBoolean();
                give(story, story.chance(70) ? TEMPLATES : MORE_TEMPLATES, oneGives ? one : other,
                        oneGives ? other : one);
                story.endScene();
            }
        }
    }

    private static void give(Story story, String templates, Word giver, Word taker) {
        boolean giverFirst = story.random().nextBoolean();
        bind(story, giverFirst ? giver : taker, giverFirst ? taker : giver, giver, taker).tell(templates);
    }

    private static Story bind(Story story, Word first, Word second, Word giver, Word taker) {
        return story.bind("first", first).bind("second", second).bind("giver", giver).bind("taker", taker);
    }

    @Override
    public PromptPair pair(Split split, SplittableRandom random) {
        List<Word> names = stage.lexicon().words("person");
        Word first;
        Word second;
        do {
            first = names.get(random.nextInt(names.size()));
            second = names.get(random.nextInt(names.size()));
        } while (first.equals(second)
                || Cast.keptApart(stage.heldOut(), first, second) != (split == Split.HELD_OUT));
        List<Pattern> templates = stage.lexicon().patterns(split == Split.TRAIN ? TEMPLATES : HELD_OUT_TEMPLATES);
        Pattern template = templates.get(random.nextInt(templates.size()));
        long seed = random.nextLong();
        boolean firstGives = random.nextBoolean();
        return Prompt.pair(Task.INDIRECT_OBJECT, prompt(seed, template, first, second, firstGives),
                prompt(seed, template, first, second, !firstGives));
    }

    private Prompt prompt(long seed, Pattern template, Word first, Word second, boolean firstGives) {
        Story story = stage.story(seed).enter("a", first).enter("b", second);
        return bind(story, first, second, firstGives ? first : second, firstGives ? second : first).write(template)
                .prompt();
    }
}
