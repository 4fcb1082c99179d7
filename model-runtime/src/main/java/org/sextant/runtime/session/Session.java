package org.sextant.runtime.session;

import java.util.List;

/// The face of the runtime: it opens models.
public interface Session extends AutoCloseable {
    /// The devices at hand: `cpu`, then `cuda:0` and so on.
    List<String> devices();

    /// Reads what a model is without loading its weights.
    ///
    /// @throws org.sextant.runtime.SextantException if the folder holds no model that can be opened
    ModelCard inspect(OpenRequest request);

    /// Loads a model. Progress counts bytes.
    Job<OpenModel> open(OpenRequest request);

    /// Puts two models of this session side by side; they may be the same one, to be compared under two plans.
    ///
    /// @throws RequestException if one of them is of another session
    ModelPair pair(OpenModel a, OpenModel b);

    /// Closes every open model.
    @Override
    void close();

    /// The runtime in this process.
    static Session local() {
        return new LocalSession();
    }
}
