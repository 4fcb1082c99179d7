package org.sextant.app.compare;

import java.util.ArrayList;
import java.util.List;

import org.sextant.app.testing.DoneModel;
import org.sextant.runtime.session.Job;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.Request;

/// A real model whose jobs are done when they are handed out. It remembers what was asked.
final class AnsweredModel extends DoneModel {
    final List<Request<?>> asked = new ArrayList<>();

    AnsweredModel(OpenModel model) {
        super(model);
    }

    @Override
    public <R> Job<R> submit(Request<R> request) {
        asked.add(request);
        return Answered.of(model().submit(request));
    }

    @Override
    public <R> Job<R> submitLatest(String lane, Request<R> request) {
        return submit(request);
    }

    @Override
    public <R> Job<R> submitIdle(Request<R> request) {
        return submit(request);
    }
}
