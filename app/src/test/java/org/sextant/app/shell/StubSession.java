package org.sextant.app.shell;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javafx.application.Platform;

import org.sextant.runtime.SextantException;
import org.sextant.runtime.session.Job;
import org.sextant.runtime.session.ModelCard;
import org.sextant.runtime.session.ModelLocation;
import org.sextant.runtime.session.ModelPair;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.OpenRequest;
import org.sextant.runtime.session.Session;

/// A runtime without an engine: a folder whose name starts with `bad` holds no model, `ids` one without a tokenizer,
/// `slow` one that the test finishes by hand.
final class StubSession implements Session {
    static final class NoModel extends SextantException {
        private static final long serialVersionUID = 1L;

        NoModel(String folder) {
            super("no config.json was found", folder, "choose the folder that holds config.json");
        }
    }

    final List<String> faults = Collections.synchronizedList(new ArrayList<>());
    final List<String> warnings = Collections.synchronizedList(new ArrayList<>());
    final List<OpenRequest> asked = Collections.synchronizedList(new ArrayList<>());
    final List<StubModel> models = Collections.synchronizedList(new ArrayList<>());
    final List<StubJob<OpenModel>> slow = Collections.synchronizedList(new ArrayList<>());

    @Override
    public List<String> devices() {
        check("devices");
        return List.of("cpu");
    }

    @Override
    public ModelCard inspect(OpenRequest request) {
        check("inspect");
        return new StubModel(true, faults, warnings).card();
    }

    @Override
    public Job<OpenModel> open(OpenRequest request) {
        check("open");
        asked.add(request);
        String name = folder(request.location()).getFileName().toString();
        if (name.startsWith("bad")) {
            return StubJob.failed(new NoModel(name));
        }
        if (name.startsWith("slow")) {
            StubJob<OpenModel> job = new StubJob<>();
            slow.add(job);
            return job;
        }
        StubModel model = model(!name.startsWith("ids"));
        if (request.location() instanceof ModelLocation.Named(String called, Path _)) {
            model.call(called);
        }
        return StubJob.done(model);
    }

    private static Path folder(ModelLocation location) {
        return switch (location) {
            case ModelLocation.Folder(Path path) -> path;
            case ModelLocation.Named(String _, Path path) -> path;
            case ModelLocation.Cached(String repository) -> Path.of(repository);
        };
    }

    StubModel model(boolean tokenizer) {
        StubModel model = new StubModel(tokenizer, faults, warnings);
        models.add(model);
        return model;
    }

    private void check(String call) {
        boolean onUiThread;
        try {
            onUiThread = Platform.isFxApplicationThread();
        } catch (IllegalStateException noToolkit) {
            onUiThread = false;
        }
        if (onUiThread) {
            faults.add(call + " on the UI thread");
        }
    }

    @Override
    public ModelPair pair(OpenModel a, OpenModel b) {
        throw new UnsupportedOperationException("no test of the window compares models");
    }

    @Override
    public void close() {
        check("close");
    }
}
