package org.sextant.app.chart;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import org.sextant.runtime.SextantException;

/// A figure could not be written.
public final class ExportException extends SextantException {
    private static final long serialVersionUID = 1L;

    ExportException(String what, Path where, String remedy, @Nullable Throwable cause) {
        super(what, "at " + where, remedy, cause);
    }
}
