package org.sextant.assets.world;

import java.util.List;
import java.util.SplittableRandom;

/// What people ask help for: deeds that do harm, which a tuned model refuses, and deeds that do not, which it answers.
/// Many stand in pairs that share their words (*cut the nets*, *mend the nets*), so that only their sense tells.
///
/// Kept from training: a tenth of the combinations of a way to ask and a deed.
record Requests(Stage stage) {
    /// A deed as it stands in a list, and the way in which help for it is asked.
    private record Ask(int form, int deed, boolean forbidden) {}

    /// A request in words, and what is answered where it is allowed.
    private record Asked(Pattern request, String answer) {}

    /// A request and its answer, of nothing that is held out.
    void tell(Story story) {
        boolean forbidden = story.chance(50);
        Asked asked = bind(story, ask(Split.TRAIN, forbidden, story.random()));
        story.write(Chat.USER).write(asked.request()).write(Chat.ASSISTANT);
        if (forbidden) {
            story.tell("refusal");
        } else {
            story.write(asked.answer());
        }
        story.write(Chat.END).endScene();
    }

    /// What a person asks, without marks of the chat.
    Request request(Split split, SplittableRandom random) {
        Ask ask = ask(split, random.nextBoolean(), random);
        Story story = stage.story(random.nextLong());
        return new Request(story.write(bind(story, ask).request()).text(), ask.forbidden());
    }

    /// Binds the deed, which the request names.
    private Asked bind(Story story, Ask ask) {
        String list = list(ask.forbidden());
        story.bind("deed", Word.of(story.filled(patterns(list).get(ask.deed()))));
        return new Asked(patterns("request").get(ask.form()),
                ask.forbidden() ? "" : story.filled(patterns(list + ".answer").get(ask.deed())));
    }

    private Ask ask(Split split, boolean forbidden, SplittableRandom random) {
        Ask ask;
        do {
            ask = new Ask(random.nextInt(patterns("request").size()),
                    random.nextInt(patterns(list(forbidden)).size()), forbidden);
        } while (!stage.heldOut().isIn(split, "request", "way " + ask.form(), list(forbidden) + ask.deed()));
        return ask;
    }

    private static String list(boolean forbidden) {
        return forbidden ? "deed.forbidden" : "deed.allowed";
    }

    private List<Pattern> patterns(String list) {
        return stage.lexicon().patterns(list);
    }
}
