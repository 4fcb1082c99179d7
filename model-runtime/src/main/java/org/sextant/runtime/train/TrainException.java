package org.sextant.runtime.train;

import java.io.IOException;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import org.sextant.runtime.SextantException;

/// Text that cannot be trained on, a state that cannot be gone on from, a training that went astray.
public final class TrainException extends SextantException {
    private static final long serialVersionUID = 1L;

    public TrainException(String what, String where, String remedy) {
        super(what, where, remedy);
    }

    public TrainException(String what, String where, String remedy, @Nullable Throwable cause) {
        super(what, where, remedy, cause);
    }

    /// A file of a training that could not be written; what stood there before still stands.
    public static TrainException writing(Path file, IOException failure) {
        return new TrainException("the file cannot be written (" + failure + ")", "at " + file,
                "check that its folder is there, may be written to and has room; then start again to go on from the"
                        + " last saved step",
                failure);
    }
}
