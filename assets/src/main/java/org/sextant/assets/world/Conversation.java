package org.sextant.assets.world;

/// What is asked of a helper and what it answers: facts, everyday things, and requests of which some are refused.
record Conversation(Chat chat, Requests requests) {
    private static final String SYSTEM = "<|system|>";
    private static final int FEWEST_TURNS = 3;
    private static final int MOST_TURNS = 6;

    void tell(Story story) {
        if (story.chance(20)) {
            story.write(SYSTEM).tell("system");
        }
        int turns = story.random().nextInt(FEWEST_TURNS, MOST_TURNS + 1);
        for (int i = 0; i < turns; i++) {
            if (story.chance(60)) {
                requests.tell(story);
            } else {
                chat.turn(story);
            }
        }
    }
}
