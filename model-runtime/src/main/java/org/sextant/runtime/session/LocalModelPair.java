package org.sextant.runtime.session;

/// Two models in this process. What they do together is directed by a thread of the pair's own, which touches no array.
final class LocalModelPair implements ModelPair {
    private final LocalOpenModel a;
    private final LocalOpenModel b;
    private final PairReader reader;
    private final ComparePromptHandler prompts;
    private final CompareLayersHandler layers;
    private final JobThread thread;
    private volatile Runnable afterClose = () -> {};

    LocalModelPair(LocalOpenModel a, LocalOpenModel b) {
        this.a = a;
        this.b = b;
        this.reader = new PairReader(a.loaded(), b.loaded());
        this.prompts = new ComparePromptHandler(a, b, reader);
        this.layers = new CompareLayersHandler(a, b, reader);
        this.thread = new JobThread("comparison of " + a.card().name() + " and " + b.card().name(),
                () -> new RequestException("the comparison is closed",
                        "of " + a.card().name() + " and " + b.card().name(), "open it again"),
                () -> {});
    }

    @Override
    public OpenModel a() {
        return a;
    }

    @Override
    public OpenModel b() {
        return b;
    }

    @Override
    public <R> Job<R> submit(PairRequest<R> request) {
        return thread.submit(context -> answer(request, new PairThreads(a, b, context, false)));
    }

    @Override
    public <R> Job<R> submitLatest(String lane, PairRequest<R> request) {
        return thread.submitLatest(lane, context -> answer(request, new PairThreads(a, b, context, false)));
    }

    @Override
    public <R> Job<R> submitIdle(PairRequest<R> request) {
        return thread.submitIdle(context -> answer(request, new PairThreads(a, b, context, true)));
    }

    // Each request names its own answer type, which the compiler does not follow through the switch.
    @SuppressWarnings("unchecked")
    private <R> R answer(PairRequest<R> request, PairThreads threads) {
        return (R) switch (request) {
            case ComparePromptRequest asked -> prompts.answer(asked, threads);
            case CompareLayersRequest asked -> layers.answer(asked, threads);
        };
    }

    void onClose(Runnable action) {
        afterClose = action;
    }

    @Override
    public void close() {
        thread.close();
        afterClose.run();
    }
}
