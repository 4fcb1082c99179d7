package org.sextant.assets.world;

import java.util.List;
import java.util.SplittableRandom;

/// Questions and answers, on facts and on everyday things of the harbour.
///
/// Kept from training: for every entity and relation one of the ways to ask.
record Chat(Stage stage, Facts facts) implements Skill {
    static final String USER = "<|user|>";
    static final String ASSISTANT = "<|assistant|>";
    static final String END = "<|end|>";

    @Override
    public void tell(Story story) {
        int turns = 4 + story.random().nextInt(3);
        for (int i = 0; i < turns; i++) {
            turn(story);
        }
    }

    /// One question and its answer.
    void turn(Story story) {
        if (story.chance(65)) {
            Facts.Entity entity = any(facts.entities(), story.random());
            String relation = any(entity.relations(), story.random());
            turn(story, entity, relation, question(entity, relation, Split.TRAIN, story.random()));
        } else {
            everyday(story);
        }
        story.endScene();
    }

    private static void everyday(Story story) {
        Pattern turn = story.pick("chat.everyday").pattern();
        story.write(USER).write(turn).write(END);
    }

    private Story turn(Story story, Facts.Entity entity, String relation, Pattern question) {
        Pattern answer = facts.phrasings(entity, relation, Split.TRAIN).getFirst();
        return story.bind("it", entity.name()).bind("value", facts.value(entity, relation)).write(USER).write(question)
                .write(ASSISTANT).write(answer).write(END);
    }

    private Pattern question(Facts.Entity entity, String relation, Split split, SplittableRandom random) {
        List<Pattern> questions = stage.lexicon().patterns("ask." + entity.kind() + "." + relation);
        long rank = stage.heldOut().rank("ask", entity.name().text(), relation);
        int kept = (int) Long.remainderUnsigned(rank, questions.size());
        if (split == Split.HELD_OUT) {
            return questions.get(kept);
        }
        int asked = random.nextInt(questions.size() - 1);
        return questions.get(asked < kept ? asked : asked + 1);
    }

    @Override
    public PromptPair pair(Split split, SplittableRandom random) {
        Facts.Entity entity = any(facts.entities(), random);
        String relation = any(entity.relations(), random);
        Facts.Entity other = FactRecall.contrasting(facts, entity, relation, random);
        Pattern question = question(entity, relation, split, random);
        long seed = random.nextLong();
        return Prompt.pair(Task.CHAT, turn(stage.story(seed), entity, relation, question).prompt(),
                turn(stage.story(seed), other, relation, question).prompt());
    }

    private static <T> T any(List<T> list, SplittableRandom random) {
        return list.get(random.nextInt(list.size()));
    }
}
