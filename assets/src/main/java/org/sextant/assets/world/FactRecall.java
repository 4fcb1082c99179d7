package org.sextant.assets.world;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// What is true of a boat or of a citizen, said in many ways.
///
/// Kept from training: for every entity and relation two of the phrasings, which other entities have.
record FactRecall(Stage stage, Facts facts) implements Skill {

    @Override
    public void tell(Story story) {
        tell(story, 3);
        tell(story, 2);
    }

    private void tell(Story story, int count) {
        Facts.Entity entity = any(story.random());
        story.bind("it", entity.name()).tell("about." + entity.kind());
        List<String> relations = new ArrayList<>(entity.relations());
        for (int i = 0; i < count; i++) {
            String relation = relations.remove(story.random().nextInt(relations.size()));
            state(story, entity, relation, any(facts.phrasings(entity, relation, Split.TRAIN), story.random()));
        }
        story.endScene();
    }

    private Story state(Story story, Facts.Entity entity, String relation, Pattern phrasing) {
        return story.bind("it", entity.name()).bind("value", facts.value(entity, relation)).write(phrasing);
    }

    @Override
    public PromptPair pair(Split split, SplittableRandom random) {
        Facts.Entity entity = any(random);
        String relation = any(entity.relations(), random);
        Facts.Entity other = contrasting(facts, entity, relation, random);
        Pattern phrasing = any(facts.phrasings(entity, relation, split), random);
        long seed = random.nextLong();
        return Prompt.pair(Task.FACTS, state(stage.story(seed), entity, relation, phrasing).prompt(),
                state(stage.story(seed), other, relation, phrasing).prompt());
    }

    /// An entity of the same kind of which something else is true.
    static Facts.Entity contrasting(Facts facts, Facts.Entity entity, String relation, SplittableRandom random) {
        List<Facts.Entity> others = facts.entities().stream().filter(other -> other.kind().equals(entity.kind()))
                .filter(other -> !facts.value(other, relation).equals(facts.value(entity, relation))).toList();
        return any(others, random);
    }

    private Facts.Entity any(SplittableRandom random) {
        return any(facts.entities(), random);
    }

    private static <T> T any(List<T> list, SplittableRandom random) {
        return list.get(random.nextInt(list.size()));
    }
}
