package org.sextant.app.steering;

import java.util.ArrayList;
import java.util.List;

import org.sextant.app.testing.DoneModel;
import org.sextant.runtime.session.Job;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.Request;

/// A real model whose jobs are done when they are handed out. It remembers what was asked as idle.
final class AtOnceModel extends DoneModel {
    final List<Request<?>> idle = new ArrayList<>();

    AtOnceModel(OpenModel model) {
        super(model);
    }

    @Override
    public <R> Job<R> submitIdle(Request<R> request) {
        idle.add(request);
        return super.submitIdle(request);
    }
}
