package org.sextant.app.cli;

import java.nio.file.Path;
import java.util.List;

import org.sextant.runtime.checkpoint.SafetensorsWriter;
import org.sextant.runtime.session.RunResult;
import org.sextant.runtime.session.TensorValue;

/// The values of a run as safetensors: `input_ids [1,T]`, `logits [1,T,V]`, and each captured site under its name. With
/// prompts from a file every name begins with the prompt's number: `0.logits`.
final class RunTensors {
    private RunTensors() {}

    static void write(List<Answer<RunResult>> answers, boolean many, Path file) {
        var tensors = new SafetensorsWriter();
        for (Answer<RunResult> answer : answers) {
            String prefix = many ? answer.number() + "." : "";
            RunResult run = answer.value();
            long[] ids = run.tokens().stream().mapToLong(token -> token.id()).toArray();
            tensors.add(prefix + "input_ids", ids, 1, ids.length);
            run.logits().ifPresent(logits -> add(tensors, prefix + "logits", logits));
            run.sites().forEach((site, value) -> add(tensors, prefix + site, value));
            tensors.metadata(prefix + "provenance", JsonDocuments.text(run.provenance()));
        }
        tensors.writeTo(file);
    }

    private static void add(SafetensorsWriter tensors, String name, TensorValue value) {
        tensors.add(name, value::flat, value.shape());
    }
}
