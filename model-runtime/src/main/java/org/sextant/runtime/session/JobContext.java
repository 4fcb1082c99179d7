package org.sextant.runtime.session;

/// What running work may ask and tell.
interface JobContext {
    /// Stops here if the job was cancelled. Called between blocks and between tokens.
    ///
    /// @throws java.util.concurrent.CancellationException if it was
    void checkCancelled();

    /// Lets requests that wait in a lane, such as the moves of a slider, be answered meanwhile. Work that was
    /// asked for as idle lets all in. Called between tokens of long work that shares nothing with them.
    void letOthersIn();

    /// Tells the listeners of the job.
    void update(Update update);
}
