package org.sextant.app.cli;

import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.sextant.app.state.PromptFile;
import org.sextant.runtime.session.LearnDirectionRequest.Course;
import org.sextant.runtime.session.Prompt;
import picocli.CommandLine.Option;

/// How a direction is learnt.
final class LearnOptions {
    @Option(names = "--texts", paramLabel = "FILE", description = {
        "learnt: texts that are to stay likely, one a line or JSON lines {\"text\":…}"})
    @Nullable
    Path texts;

    @Option(names = "--steps", paramLabel = "N", description = "learnt: of Adam, a layer (default: ${DEFAULT-VALUE})")
    int steps = Course.USUAL.steps();

    @Option(names = "--rate", paramLabel = "X", description = "learnt: of Adam (default: ${DEFAULT-VALUE})")
    double rate = Course.USUAL.rate();

    @Option(names = "--keeping", paramLabel = "X", description = {
        "learnt: weight of the texts, in nats a token (default: ${DEFAULT-VALUE})"})
    double keeping = Course.USUAL.keeping();

    @Option(names = "--cost", paramLabel = "X", description = {
        "learnt: times the loss on texts that a coefficient may lead to (default: ${DEFAULT-VALUE})"})
    double cost = Course.USUAL.dearest();

    /// @throws CommandException if there are none
    List<Prompt> texts() {
        if (texts == null) {
            throw new CommandException("there are no texts to keep", "--method learnt",
                    "give --texts FILE: a learnt direction is to leave them as likely as they are");
        }
        return PromptFile.read(texts).stream().<Prompt>map(line -> new Prompt.Text(line.text())).toList();
    }

    /// @throws org.sextant.runtime.SextantException if a number cannot be
    Course course(long seed) {
        return new Course(steps, rate, keeping, cost, seed);
    }
}
