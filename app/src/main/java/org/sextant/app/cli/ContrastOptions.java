package org.sextant.app.cli;

import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.sextant.app.state.PromptFile;
import org.sextant.runtime.session.ChatTurn;
import org.sextant.runtime.session.HeldOut;
import org.sextant.runtime.session.Prompt;
import picocli.CommandLine.Option;

/// Prompts of two classes.
final class ContrastOptions {
    @Option(names = "--positive", paramLabel = "FILE", required = true, description = {
        "prompts of the class that the vector leads to: one a line, or JSON lines {\"text\":…}"})
    Path positive = Path.of("");

    @Option(names = "--negative", paramLabel = "FILE", required = true, description = {
        "prompts of the other class; for pairs in the same order"})
    Path negative = Path.of("");

    @Option(names = "--as-user", description = "put each prompt through the model's chat template, as what the person says")
    boolean asUser;

    @Option(names = "--no-bos", description = "leave out the special tokens that the tokenizer would add")
    boolean noBos;

    @Option(names = "--held-out", paramLabel = "SHARE", description = {
        "share of the prompts to measure on alone (default: ${DEFAULT-VALUE})"})
    double heldOut = 0.2;

    @Option(names = "--held-out-positive", paramLabel = "FILE", description = {
        "prompts to measure on alone, in place of a share; with --held-out-negative"})
    @Nullable
    Path heldOutPositive;

    @Option(names = "--held-out-negative", paramLabel = "FILE", description = "the same of the other class")
    @Nullable
    Path heldOutNegative;

    List<Prompt> positives() {
        return prompts(positive);
    }

    List<Prompt> negatives() {
        return prompts(negative);
    }

    /// @throws org.sextant.runtime.SextantException if the share is none, or there is a list of one class alone
    HeldOut heldOut() {
        if (heldOutPositive == null && heldOutNegative == null) {
            return new HeldOut.Share(heldOut);
        }
        return new HeldOut.Given(heldOutPositive == null ? List.of() : prompts(heldOutPositive),
                heldOutNegative == null ? List.of() : prompts(heldOutNegative));
    }

    private List<Prompt> prompts(Path file) {
        return PromptFile.read(file).stream().map(line -> prompt(line.text())).toList();
    }

    private Prompt prompt(String text) {
        return asUser
                ? new Prompt.Chat(List.of(new ChatTurn(ChatTurn.USER, text)), true)
                : new Prompt.Text(text, !noBos);
    }
}
