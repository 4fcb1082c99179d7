package org.sextant.runtime.session;

/// A part of some work, whose own steps are not told: the whole tells how far it is.
///
/// @param whole the context of the whole
record QuietContext(JobContext whole) implements JobContext {
    @Override
    public void checkCancelled() {
        whole.checkCancelled();
    }

    @Override
    public void letOthersIn() {
        whole.letOthersIn();
    }

    @Override
    public void update(Update update) {
        // Not told.
    }
}
