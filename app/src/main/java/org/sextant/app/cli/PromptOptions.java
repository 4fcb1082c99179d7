package org.sextant.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.sextant.app.state.PromptFile;
import org.sextant.runtime.session.ChatTurn;
import org.sextant.runtime.session.Prompt;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/// What goes in: one prompt, or a file of them.
final class PromptOptions {
    @ArgGroup(multiplicity = "1")
    Source source = new Source();

    @Option(names = "--no-bos", description = "leave out the special tokens that the tokenizer would add")
    boolean noBos;

    /// Exactly one of them is given.
    static class Source {
        @Option(names = "--prompt", paramLabel = "TEXT", description = "the prompt")
        @Nullable
        String text;

        @Option(names = "--ids", paramLabel = "1,2,3", split = ",", hideParamSyntax = true, description = {
            "token ids, taken as they are"})
        @Nullable
        List<Integer> ids;

        @Option(names = "--prompts", paramLabel = "FILE", description = {
            "a prompt a line, or JSON lines {\"text\":…,\"label\":…}"})
        @Nullable
        Path file;

        @Option(names = "--chat", paramLabel = "FILE", description = {
            "a conversation for the model's chat template: JSON [{\"role\":…,\"content\":…}, …]"})
        @Nullable
        Path chat;

        @ArgGroup(exclusive = false)
        @Nullable
        Turns turns;

        /// @param noBos whether special tokens are left out that the tokenizer would add
        List<LabelledPrompt> read(boolean noBos) {
            if (file != null) {
                return PromptFile.read(file).stream()
                        .map(line -> new LabelledPrompt(new Prompt.Text(line.text(), !noBos), line.label())).toList();
            }
            return List.of(new LabelledPrompt(one(noBos), Optional.empty()));
        }

        private Prompt one(boolean noBos) {
            if (chat != null) {
                return ChatFile.read(chat);
            }
            if (turns != null) {
                return turns.prompt();
            }
            return ids != null ? new Prompt.Ids(ids) : new Prompt.Text(text == null ? "" : text, !noBos);
        }
    }

    /// The short form of a conversation.
    static final class Turns {
        @Option(names = "--user", paramLabel = "TEXT", required = true, description = {
            "what the person says, for the model's chat template"})
        String user = "";

        @Option(names = "--system", paramLabel = "TEXT", description = "what the conversation with --user is under")
        @Nullable
        String system;

        /// Both as a conversation.
        Prompt.Chat prompt() {
            ChatTurn asked = new ChatTurn(ChatTurn.USER, user);
            return ChatFile.prompt(system == null
                    ? List.of(asked)
                    : List.of(new ChatTurn(ChatTurn.SYSTEM, system), asked));
        }
    }

    /// One prompt of a command.
    ///
    /// @param label what its file calls it
    record LabelledPrompt(Prompt prompt, Optional<String> label) {}

    /// Another prompt of the same kind: where these are conversations what a user says, under the same `--system`; else a
    /// text.
    Prompt another(String text) {
        if (source.turns == null && source.chat == null) {
            return new Prompt.Text(text, !noBos);
        }
        var turns = new Turns();
        turns.user = text;
        turns.system = source.turns == null ? null : source.turns.system;
        return turns.prompt();
    }

    /// Whether they came in a file, so that results say which prompt they belong to.
    boolean many() {
        return source.file != null;
    }

    /// The prompts, at least one.
    ///
    /// @throws org.sextant.runtime.SextantException if their file cannot be read or holds none
    List<LabelledPrompt> read() {
        return source.read(noBos);
    }
}
