package org.sextant.runtime.session;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.sextant.runtime.tensor.Backend;

/// The runtime in this process. Models load one after another on a thread of their own.
final class LocalSession implements Session {
    private final Set<LocalOpenModel> models = ConcurrentHashMap.newKeySet();
    private final Set<LocalModelPair> pairs = ConcurrentHashMap.newKeySet();
    private final ModelOpener opener;
    private final JobThread loader;

    LocalSession() {
        this(MemoryBudget.ofThisMachine());
    }

    LocalSession(MemoryBudget budget) {
        this.opener = new ModelOpener(budget);
        this.loader = new JobThread("model loader", () -> new RequestException("the session is closed",
                "in this process", "start a new one"), () -> {});
    }

    @Override
    public List<String> devices() {
        return Backend.devices();
    }

    @Override
    public ModelCard inspect(OpenRequest request) {
        return opener.inspect(request);
    }

    @Override
    public Job<OpenModel> open(OpenRequest request) {
        return loader.submit(context -> {
            LocalOpenModel model = opener.open(request, context);
            models.add(model);
            model.onClose(() -> models.remove(model));
            return model;
        });
    }

    @Override
    public ModelPair pair(OpenModel a, OpenModel b) {
        if (a instanceof LocalOpenModel first && b instanceof LocalOpenModel second && models.contains(first)
                && models.contains(second)) {
            LocalModelPair pair = new LocalModelPair(first, second);
            pairs.add(pair);
            pair.onClose(() -> pairs.remove(pair));
            return pair;
        }
        throw new RequestException("both models must be open in one session to be compared",
                a.card().name() + " and " + b.card().name(), "open both in the same session");
    }

    /// First the loader, so that no model opens while the open ones close, then what works with them.
    @Override
    public void close() {
        loader.close();
        List.copyOf(pairs).forEach(LocalModelPair::close);
        List.copyOf(models).forEach(LocalOpenModel::close);
    }
}
