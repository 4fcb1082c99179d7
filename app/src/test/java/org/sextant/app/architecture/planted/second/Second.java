package org.sextant.app.architecture.planted.second;

import java.util.Optional;

import org.sextant.app.architecture.planted.first.First;

/// The other half of a cycle between packages.
public record Second(Optional<First> first) {}
