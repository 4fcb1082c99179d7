package org.sextant.assets.recipe;

import java.io.IOException;
import java.nio.file.Path;

import org.sextant.runtime.SextantException;

/// A file of a recipe that could not be written, or a result that is of no use.
final class RecipeException extends SextantException {
    private static final long serialVersionUID = 1L;

    RecipeException(Path file, IOException failure) {
        super("the file cannot be written (" + failure + ")", "at " + file,
                "check that its folder may be written to and has room, then start the recipe again: it goes on where it"
                        + " stopped",
                failure);
    }

    RecipeException(String what, String where, String remedy) {
        super(what, where, remedy);
    }
}
