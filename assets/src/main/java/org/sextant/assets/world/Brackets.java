package org.sextant.assets.world;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Lists of goods in brackets of three kinds, one inside the other. The entry after *and* is the last of its brackets.
///
/// Kept from training: a tenth of the pairs of goods around an *and*.
record Brackets(Stage stage) implements Skill {
    private static final String KINDS = "([{";
    private static final String CLOSING = ")]}";
    private static final int DEEPEST = 3;
    private static final int FEWEST_WORDS = 45;
    private static final int MOST_WORDS = 80;

    @Override
    public void tell(Story story) {
        story.tell("bracket.before");
        int words = story.random().nextInt(FEWEST_WORDS, MOST_WORDS);
        while (story.words() < words) {
            story.write(new Ledger(story, Split.TRAIN).text());
        }
    }

    @Override
    public PromptPair pair(Split split, SplittableRandom random) {
        Ledger ledger = new Ledger(stage.story(random.nextLong()), split);
        int closing = ledger.lastClosing();
        int opening = ledger.openingOf(closing);
        int kind = KINDS.indexOf(ledger.tokens.get(opening));
        int other = (kind + 1 + random.nextInt(KINDS.length() - 1)) % KINDS.length();
        List<String> clean = ledger.tokens.subList(0, closing);
        List<String> corrupt = new ArrayList<>(clean);
        corrupt.set(opening, KINDS.substring(other, other + 1));
        // The space belongs to the prompt: a bracket is a token of its own after it.
        return new PromptPair(Task.BRACKETS, Capitals.set(String.join(" ", clean)) + " ",
                Capitals.set(String.join(" ", corrupt)) + " ", CLOSING.substring(kind, kind + 1),
                CLOSING.substring(other, other + 1));
    }

    /// One list in the making.
    private final class Ledger {
        private final List<String> tokens = new ArrayList<>();
        private final Story story;
        private final Split split;

        Ledger(Story story, Split split) {
            this.story = story;
            this.split = split;
            tokens.add(story.pick("bracket.head").word().text());
            tokens.add(":");
            group(1);
            tokens.add(".");
        }

        String text() {
            return String.join(" ", tokens);
        }

        private void group(int depth) {
            int kind = story.random().nextInt(KINDS.length());
            tokens.add(KINDS.substring(kind, kind + 1));
            int before = 1 + story.random().nextInt(2);
            for (int i = 0; i < before; i++) {
                if (i > 0) {
                    tokens.add(",");
                }
                element(depth);
            }
            tokens.add("and");
            last(depth);
            tokens.add(CLOSING.substring(kind, kind + 1));
        }

        private void element(int depth) {
            if (depth < DEEPEST && story.chance(depth == 1 ? 50 : 30)) {
                group(depth + 1);
            } else {
                tokens.add(item());
            }
        }

        // Around an "and" stand goods that the split allows.
        private void last(int depth) {
            String before = tokens.get(tokens.size() - 2);
            if (depth < DEEPEST && story.chance(30)) {
                group(depth + 1);
                return;
            }
            if (CLOSING.contains(before)) {
                tokens.add(item());
                return;
            }
            // Both are drawn anew, for some goods have no partner that is held out.
            String item = item();
            while (item.equals(before) || !stage.heldOut().isIn(split, "cargo", before, item)) {
                before = item();
                item = item();
            }
            tokens.set(tokens.size() - 2, before);
            tokens.add(item);
        }

        private String item() {
            return story.pick("bracket.item").word().text();
        }

        // In a held-out list every pair around an "and" is held out, so any closing bracket would do.
        int lastClosing() {
            List<Integer> closings = new ArrayList<>();
            for (int i = 0; i < tokens.size(); i++) {
                if (CLOSING.contains(tokens.get(i))) {
                    closings.add(i);
                }
            }
            return closings.get(story.random().nextInt(closings.size()));
        }

        int openingOf(int closing) {
            int depth = 0;
            for (int i = closing; i >= 0; i--) {
                if (CLOSING.contains(tokens.get(i))) {
                    depth++;
                } else if (KINDS.contains(tokens.get(i)) && --depth == 0) {
                    return i;
                }
            }
            throw new IllegalStateException("not opened: " + text());
        }
    }
}
