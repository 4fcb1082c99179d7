package org.sextant.app.view;

import java.util.OptionalInt;

import org.kordamp.ikonli.Ikon;

/// How a view is called and found.
///
/// @param id short stable name, as `ui --view` takes it: `activations`
/// @param title the word on the rail
/// @param description one sentence for the tooltip
/// @param icon on the rail
/// @param digit of its key, where that is not its place on the rail: views keep theirs while others are not there
public record ViewIdentity(String id, String title, String description, Ikon icon, OptionalInt digit) {
    /// A view whose key is its place on the rail.
    public ViewIdentity(String id, String title, String description, Ikon icon) {
        this(id, title, description, icon, OptionalInt.empty());
    }

    /// @param digit of its key
    public ViewIdentity(String id, String title, String description, Ikon icon, int digit) {
        this(id, title, description, icon, OptionalInt.of(digit));
    }
}
