package org.sextant.assets.world;

import java.util.SplittableRandom;

/// What lasts from one year to another ends in the later one, of the same century.
///
/// After Hanna, Liu and Variengien, *How does GPT-2 compute greater-than?* (2023). Kept from training: a tenth of the
/// first years.
record GreaterThan(Stage stage) implements Skill {
    private static final String SPANS = "span";
    private static final int FIRST_START = 2;
    private static final int LAST_START = 97;
    private static final int LAST_END = 99;

    /// The two halves of a year such as 1743.
    private record Year(int century, int year) {
        boolean isIn(Split split, HeldOut heldOut) {
            return heldOut.isIn(split, "year", Integer.toString(century), Integer.toString(year));
        }
    }

    @Override
    public void tell(Story story) {
        int count = 2 + story.random().nextInt(3);
        for (int i = 0; i < count; i++) {
            Year start = start(Split.TRAIN, FIRST_START, LAST_START, story.random());
            bind(story, start, between(start.year + 1, LAST_END, story.random())).tell(SPANS).endScene();
        }
    }

    private static Story bind(Story story, Year start, int end) {
        return story.bind("century", Word.of(Integer.toString(start.century)))
                .bind("start", Word.of(digits(start.year))).bind("end", Word.of(digits(end)));
    }

    private Year start(Split split, int first, int last, SplittableRandom random) {
        Year year;
        do {
            year = new Year(between(11, 19, random), between(first, last, random));
        } while (!year.isIn(split, stage.heldOut()));
        return year;
    }

    // The counterpart starts so early that the wrong year is right for it.
    @Override
    public PromptPair pair(Split split, SplittableRandom random) {
        Year start = start(split, 20, 92, random);
        Year early = new Year(start.century, between(FIRST_START, 5, random));
        int answer = between(start.year + 1, LAST_END, random);
        int wrong = between(10, start.year - 1, random);
        long seed = random.nextLong();
        return Prompt.pair(Task.GREATER_THAN, bind(stage.story(seed), start, answer).tell(SPANS).prompt(),
                bind(stage.story(seed), early, wrong).tell(SPANS).prompt());
    }

    private static int between(int first, int last, SplittableRandom random) {
        return random.nextInt(first, last + 1);
    }

    private static String digits(int year) {
        return year < 10 ? "0" + year : Integer.toString(year);
    }
}
