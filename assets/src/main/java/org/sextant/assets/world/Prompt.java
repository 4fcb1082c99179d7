package org.sextant.assets.world;

/// A text up to its cut mark, and the one word after it.
record Prompt(String text, String next) {
    /// @param marked a text with one mark
    static Prompt of(String marked) {
        int cut = marked.lastIndexOf(Pattern.CUT);
        if (cut < 0) {
            throw new IllegalArgumentException("nothing marks the end of the prompt: " + marked);
        }
        String before = marked.substring(0, cut).replace(String.valueOf(Pattern.CUT), "");
        String space = before.endsWith(" ") ? " " : "";
        int end = cut + 1;
        while (end < marked.length() && " .,?!;".indexOf(marked.charAt(end)) < 0) {
            end++;
        }
        return new Prompt(before.strip(), space + marked.substring(cut + 1, end));
    }

    static PromptPair pair(Task task, Prompt clean, Prompt corrupt) {
        return pair(task, clean, corrupt, "");
    }

    static PromptPair pair(Task task, Prompt clean, Prompt corrupt, String label) {
        return new PromptPair(task, clean.text, corrupt.text, clean.next, corrupt.next, label);
    }
}
