package org.sextant.app.cli;

import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.sextant.app.cli.PromptOptions.LabelledPrompt;
import org.sextant.runtime.session.CompareTexts;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/// What goes into both models: prompts, or a corpus.
final class CompareInputs {
    private static final long DEFAULT_TOKENS = 20_000;

    @ArgGroup(multiplicity = "1")
    Source source = new Source();

    @Option(names = "--no-bos", description = "leave out the special tokens that the tokenizers would add")
    boolean noBos;

    @Option(names = "--tokens", paramLabel = "N", description = "of --corpus, at the most (default: 20000)")
    @Nullable
    Long tokens;

    /// One of them is given.
    static class Source {
        @ArgGroup(multiplicity = "1")
        PromptOptions.@Nullable Source prompts;

        @Option(names = "--corpus", paramLabel = "FILE", description = {
            "a text a line, or JSON lines with text or ids; layers alone are compared"})
        @Nullable
        Path corpus;
    }

    /// The prompts whose positions are compared; none of a corpus.
    ///
    /// @throws org.sextant.runtime.SextantException if their file cannot be read or holds none
    List<LabelledPrompt> prompts() {
        if (tokens != null && (source.corpus == null || tokens < 1)) {
            throw new CommandException(
                    tokens < 1 ? "this is no count" : "the number of tokens is that of a corpus, and there is none",
                    "--tokens " + tokens, tokens < 1 ? "choose 1 or more" : "leave it out, or give --corpus FILE");
        }
        return source.prompts == null ? List.of() : source.prompts.read(noBos);
    }

    /// The texts whose layers are compared.
    CompareTexts texts(List<LabelledPrompt> prompts) {
        return source.corpus == null
                ? new CompareTexts.Prompts(prompts.stream().map(LabelledPrompt::prompt).toList())
                : new CompareTexts.Corpus(source.corpus, tokens == null ? DEFAULT_TOKENS : tokens);
    }

    /// Whether prompts came in a file, so that tables say which one a row belongs to.
    boolean many() {
        return source.prompts != null && source.prompts.file != null;
    }
}
