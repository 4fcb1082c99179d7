package org.sextant.app.cli;

import java.io.IOException;
import java.nio.file.Path;

import org.sextant.runtime.checkpoint.SafetensorsWriter;
import org.sextant.runtime.checkpoint.SafetensorsWriter.Floats;
import org.sextant.runtime.session.RunResult;
import org.sextant.runtime.session.TensorValue;

/// The values of runs as safetensors: `input_ids [1,T]`, `logits [1,T,V]`, and each captured site under its name. With
/// prompts from a file every name begins with the prompt's number: `0.logits`. The header of such a file stands first
/// and tells of all that follows, so the values of many prompts wait beside it on disk.
final class RunTensors implements AutoCloseable {
    private final SafetensorsWriter tensors = new SafetensorsWriter();
    private final Path file;
    private final boolean many;
    private final SpilledFloats spilled;

    private RunTensors(Path file, boolean many) {
        this.file = file;
        this.many = many;
        spilled = new SpilledFloats(file.resolveSibling("values"));
    }

    /// @param file where to write; its folder is for this file alone
    /// @param many whether the prompts came in a file
    static RunTensors begin(Path file, boolean many) {
        return new RunTensors(file, many);
    }

    void add(Answer<RunResult> answer) throws IOException {
        String prefix = many ? answer.number() + "." : "";
        RunResult run = answer.value();
        long[] ids = run.tokens().stream().mapToLong(token -> token.id()).toArray();
        tensors.add(prefix + "input_ids", ids, 1, ids.length);
        if (run.logits().isPresent()) {
            add(prefix + "logits", run.logits().get());
        }
        for (var site : run.sites().entrySet()) {
            add(prefix + site.getKey(), site.getValue());
        }
        tensors.metadata(prefix + "provenance", JsonDocuments.text(run.provenance()));
    }

    private void add(String name, TensorValue value) throws IOException {
        Floats floats = many ? spilled.keep(value) : value::flat;
        tensors.add(name, floats, value.shape());
    }

    /// Writes the file.
    void finish() throws IOException {
        spilled.complete();
        tensors.writeTo(file);
    }

    /// Removes what waited on disk.
    @Override
    public void close() throws IOException {
        spilled.close();
    }
}
