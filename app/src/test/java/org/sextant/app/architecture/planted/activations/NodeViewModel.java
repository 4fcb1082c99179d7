package org.sextant.app.architecture.planted.activations;

import javafx.scene.Node;

/// Breaks the rule that view models know no nodes.
record NodeViewModel(Node node) {}
