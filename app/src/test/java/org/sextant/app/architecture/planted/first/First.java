package org.sextant.app.architecture.planted.first;

import java.util.Optional;

import org.sextant.app.architecture.planted.second.Second;

/// One half of a cycle between packages.
public record First(Optional<Second> second) {}
