package org.sextant.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.sextant.app.attribution.LogitSum;
import org.sextant.app.attribution.PairsFile;
import org.sextant.runtime.session.ContrastPair;
import org.sextant.runtime.session.ContrastPair.Target;
import org.sextant.runtime.session.Prompt;
import picocli.CommandLine.Option;

/// A pair of prompts with what is looked at, or a file of them.
final class ContrastPairOptions {
    @Option(names = "--clean", paramLabel = "TEXT", description = "the prompt whose answer is right")
    @Nullable
    String clean;

    @Option(names = "--clean-ids", paramLabel = "1,2,3", split = ",", hideParamSyntax = true, description = {
        "its token ids, taken as they are"})
    @Nullable
    List<Integer> cleanIds;

    @Option(names = "--corrupt", paramLabel = "TEXT", description = "the same but for what decides the answer")
    @Nullable
    String corrupt;

    @Option(names = "--corrupt-ids", paramLabel = "1,2,3", split = ",", hideParamSyntax = true, description = {
        "its token ids, taken as they are"})
    @Nullable
    List<Integer> corruptIds;

    @Option(names = "--answer", paramLabel = "TEXT", description = {
        "what comes next, with its leading space; several count by their mean"})
    List<String> answers = new ArrayList<>();

    @Option(names = "--answer-id", paramLabel = "ID", description = "its token id")
    List<Integer> answerIds = new ArrayList<>();

    @Option(names = "--wrong", paramLabel = "TEXT", description = {
        "what would come next after the other prompt; its logit is taken away"})
    List<String> wrong = new ArrayList<>();

    @Option(names = "--wrong-id", paramLabel = "ID", description = "its token id")
    List<Integer> wrongIds = new ArrayList<>();

    @Option(names = "--logits", paramLabel = "ID:X,…", description = {
        "in place of answers a weighted sum of logits, such as 364:1,2091:-0.5"})
    @Nullable
    String logits;

    @Option(names = "--pairs", paramLabel = "FILE", description = {
        "JSON lines {\"clean\":…,\"corrupt\":…,\"answer\":…,\"wrong\":…} to average over"})
    @Nullable
    Path pairs;

    @Option(names = "--no-bos", description = "leave out the special tokens that the tokenizer would add")
    boolean noBos;

    /// The pairs, at least one.
    ///
    /// @param one whether one prompt is enough, since the method looks at no other
    /// @throws org.sextant.runtime.SextantException if they are not all there or their file cannot be read
    List<ContrastPair> read(boolean one) {
        if (pairs != null) {
            if (logits != null || clean != null || cleanIds != null || corrupt != null || corruptIds != null
                    || !answers.isEmpty()
                    || !answerIds.isEmpty() || !wrong.isEmpty() || !wrongIds.isEmpty()) {
                throw new CommandException("pairs come from a file or from the options, not from both",
                        "--pairs " + pairs,
                        "leave out one of them");
            }
            return PairsFile.read(pairs, !noBos);
        }
        Prompt first = prompt(clean, cleanIds, "--clean");
        boolean second = corrupt != null || corruptIds != null || !one;
        return List
                .of(new ContrastPair(first, second ? prompt(corrupt, corruptIds, "--corrupt") : first, target()));
    }

    private Target target() {
        if (logits == null) {
            return new Target.Answers(tokens(answers, answerIds, "--answer"), tokens(wrong, wrongIds, ""));
        }
        if (!answers.isEmpty() || !answerIds.isEmpty() || !wrong.isEmpty() || !wrongIds.isEmpty()) {
            throw new CommandException("a sum of logits is given and answers too", "--logits " + logits,
                    "leave out one of them");
        }
        return LogitSum.parse(logits).orElseThrow(() -> new CommandException("this is no sum of logits",
                "--logits " + logits, "give token ids and weights, such as 364:1,2091:-0.5"));
    }

    private Prompt prompt(@Nullable String text, @Nullable List<Integer> ids, String option) {
        if ((text == null) == (ids == null)) {
            throw new CommandException(text == null ? "a prompt is missing" : "a prompt is given twice",
                    "in " + option + " and " + option + "-ids", "give one of them, or --pairs FILE");
        }
        return ids != null ? new Prompt.Ids(ids) : new Prompt.Text(text == null ? "" : text, !noBos);
    }

    /// @param required the option without which nothing can be done; empty where it may be left out
    private static List<Prompt> tokens(List<String> texts, List<Integer> ids, String required) {
        List<Prompt> tokens = new ArrayList<>();
        texts.forEach(text -> tokens.add(new Prompt.Text(text, false)));
        ids.forEach(id -> tokens.add(new Prompt.Ids(List.of(id))));
        if (tokens.isEmpty() && !required.isEmpty()) {
            throw new CommandException("there is no answer to look at", "in " + required + " and " + required + "-id",
                    "give a token, such as \" Tom\"");
        }
        return tokens;
    }
}
