package org.sextant.runtime.session;

/// Two open models side by side, or one model under two plans. It owns neither: closing it ends its own work alone, and
/// both models answer other requests meanwhile.
public interface ModelPair extends AutoCloseable {
    OpenModel a();

    OpenModel b();

    /// Queues a request.
    <R> Job<R> submit(PairRequest<R> request);

    /// Queues a request that replaces a waiting or running one of the same lane.
    <R> Job<R> submitLatest(String lane, PairRequest<R> request);

    /// Queues a request that nobody waits for: between its steps all that is asked of this pair, and of either model, is
    /// answered first.
    <R> Job<R> submitIdle(PairRequest<R> request);

    /// Cancels what waits, ends what runs, and frees what it held in the models before it returns.
    @Override
    void close();
}
