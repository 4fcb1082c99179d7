package org.sextant.runtime.session;

import java.util.List;

final class LocalSession implements Session {
    @Override
    public List<String> devices() {
        throw new UnsupportedOperationException();
    }

    @Override
    public ModelCard inspect(OpenRequest request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Job<OpenModel> open(OpenRequest request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
