package org.sextant.runtime.session;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import org.sextant.runtime.checkpoint.Checkpoint;
import org.sextant.runtime.testing.Fixtures;
import org.sextant.runtime.testing.ReferenceTensors;

/// A loaded model on the test's own thread, with its reference.
///
/// @param checkpoint its open folder
/// @param model what handlers work with
record OpenFixture(Checkpoint checkpoint, LoadedModel model) implements AutoCloseable {
    static OpenFixture of(String fixture) {
        return of(Fixtures.folder(fixture), Dtype.FLOAT32);
    }

    static OpenFixture of(Path folder, Dtype dtype) {
        Checkpoint checkpoint = Checkpoint.open(folder);
        OpenRequest request = new OpenRequest(new ModelLocation.Folder(folder), "cpu", dtype);
        return new OpenFixture(checkpoint,
                new ModelOpener(MemoryBudget.ofThisMachine()).load(checkpoint, request, new RecordingContext()));
    }

    <R> R answer(Request<R> request) {
        return answer(request, new RecordingContext());
    }

    <R> R answer(Request<R> request, JobContext context) {
        return new RequestHandlers(model, MemoryBudget.ofThisMachine()).answer(request, context);
    }

    /// The first of the reference's prompts.
    static Prompt.Ids prompt(ReferenceTensors reference) {
        return new Prompt.Ids(Arrays.stream(reference.rows("input_ids")[0]).mapToObj(id -> (int) id).toList());
    }

    static Prompt.Ids ids(Integer... ids) {
        return new Prompt.Ids(List.of(ids));
    }

    @Override
    public void close() {
        model.transformer().close();
        checkpoint.close();
    }
}
