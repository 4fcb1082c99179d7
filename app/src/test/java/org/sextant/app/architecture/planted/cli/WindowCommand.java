package org.sextant.app.architecture.planted.cli;

import javafx.stage.Stage;

/// Breaks the rule that commands know no window toolkit.
record WindowCommand(Stage stage) {}
