package org.sextant.runtime.session;

/// What running work may ask and tell.
interface JobContext {
    /// Stops here if the job was cancelled. Called between blocks and between tokens.
    ///
    /// @throws java.util.concurrent.CancellationException if it was
    void checkCancelled();

    /// Tells the listeners of the job.
    void update(Update update);
}
