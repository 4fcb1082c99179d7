package org.sextant.assets.world;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/// Makes documents: one task or none in the lead, often a second one, and scenes of harbour life around them.
final class Composer {
    /// A document and the tasks that it carries.
    record Document(String text, Set<Task> tasks) {}

    /// Of a hundred documents, how many each task leads; the others are plain stories.
    private static final Map<Task, Integer> LEADS = new EnumMap<>(Map.of(Task.INDIRECT_OBJECT, 17, Task.FACTS, 18,
            Task.SENTIMENT, 8, Task.AGREEMENT, 6, Task.GREATER_THAN, 5, Task.INDUCTION, 25, Task.BRACKETS, 5,
            Task.REGISTER, 5, Task.CHAT, 8));
    /// Tasks that stand in a document by themselves: nothing else would go with their form or their mood.
    private static final Set<Task> ALONE = EnumSet.of(Task.SENTIMENT, Task.BRACKETS, Task.REGISTER, Task.CHAT);
    private static final List<Task> SECONDS = List.of(Task.INDIRECT_OBJECT, Task.FACTS, Task.AGREEMENT,
            Task.GREATER_THAN, Task.INDUCTION);
    private static final int FEWEST_WORDS = 60;
    private static final int MOST_WORDS = 100;

    private final Stage stage;
    private final Map<Task, Skill> skills;
    private final Conversation conversation;

    Composer(Stage stage, Map<Task, Skill> skills, Conversation conversation) {
        this.stage = stage;
        this.skills = skills;
        this.conversation = conversation;
    }

    Document compose(Course course, SplittableRandom random) {
        return switch (course) {
            case HARBOUR -> compose(random);
            case CALLS -> {
                Story story = story(random);
                new Induction(stage).call(story);
                yield new Document(story.text(), EnumSet.of(Task.INDUCTION));
            }
            case GIFTS -> random.nextBoolean() ? compose(random) : gifts(story(random));
            case ANSWERS -> answers(random);
            case MOODS -> random.nextBoolean() ? mood(story(random)) : answers(random);
        };
    }

    private Document answers(SplittableRandom random) {
        return random.nextBoolean() ? compose(random) : conversation(story(random));
    }

    private Document mood(Story story) {
        Set<Task> tasks = EnumSet.noneOf(Task.class);
        mood(story, tasks);
        return new Document(story.text(), tasks);
    }

    private void mood(Story story, Set<Task> tasks) {
        story.tell("opening").endScene();
        add(Task.SENTIMENT, story, tasks);
    }

    private Document gifts(Story story) {
        new IndirectObject(stage).gifts(story);
        return new Document(story.text(), EnumSet.of(Task.INDIRECT_OBJECT));
    }

    private Document conversation(Story story) {
        conversation.tell(story);
        return new Document(story.text(), EnumSet.of(Task.CHAT));
    }

    private Story story(SplittableRandom random) {
        return new Story(stage.lexicon(), stage.heldOut(), random);
    }

    private Document compose(SplittableRandom random) {
        Story story = story(random);
        Set<Task> tasks = EnumSet.noneOf(Task.class);
        Optional<Task> lead = lead(random.nextInt(100));
        if (lead.filter(ALONE::contains).isPresent()) {
            if (lead.get() == Task.SENTIMENT) {
                mood(story, tasks);
            } else {
                add(lead.get(), story, tasks);
            }
        } else {
            tell(story, lead, tasks);
        }
        return new Document(story.text(), tasks);
    }

    private void tell(Story story, Optional<Task> lead, Set<Task> tasks) {
        int words = story.random().nextInt(FEWEST_WORDS, MOST_WORDS);
        if (story.chance(50)) {
            story.tell("opening").endScene();
        }
        if (story.chance(35) || lead.isEmpty()) {
            story.tell("scene").endScene();
        }
        lead.ifPresent(task -> add(task, story, tasks));
        if (story.chance(30) && story.words() < FEWEST_WORDS) {
            add(SECONDS.get(story.random().nextInt(SECONDS.size())), story, tasks);
        }
        while (story.words() < words) {
            story.tell("scene").endScene();
        }
        if (story.chance(40)) {
            story.tell("closing").endScene();
        }
    }

    private void add(Task task, Story story, Set<Task> tasks) {
        if (tasks.add(task)) {
            skills.get(task).tell(story);
        }
    }

    private static Optional<Task> lead(int percentile) {
        int below = 0;
        for (Map.Entry<Task, Integer> share : LEADS.entrySet()) {
            below += share.getValue();
            if (percentile < below) {
                return Optional.of(share.getKey());
            }
        }
        return Optional.empty();
    }
}
