package org.sextant.app.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import org.sextant.runtime.session.VerifyRequest;
import org.sextant.runtime.session.VerifyResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Is the model computed correctly here?
@Command(name = "verify", description = {"Checks that the model is computed correctly on this machine, as JSON.",
    "Exits with 1 when a check does not hold."})
final class VerifyCommand implements Callable<Integer> {
    private static final int DOES_NOT_HOLD = 1;

    private final CommandContext context;

    @Mixin
    ModelOptions model = new ModelOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    @Option(names = "--reference", paramLabel = "FILE", description = {
        "safetensors with what another implementation computed: input_ids, hidden.N, attention.N, logits, greedy"})
    @Nullable
    Path reference;

    VerifyCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Results results = Results.prepare(context, output, false, OutputFormat.JSON);
        try (ModelWork work = ModelWork.open(context, model.request(context))) {
            VerifyRequest self = VerifyRequest.of(work.card());
            VerifyResult result = work.ask(Optional.ofNullable(reference).map(self::against).orElse(self));
            results.json(Documents.Verification.of(result));
            return result.ok() ? 0 : DOES_NOT_HOLD;
        }
    }
}
