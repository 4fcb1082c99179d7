package org.sextant.app.attribution;

/// Why a question cannot be asked yet.
///
/// @param what what is missing
/// @param remedy what the person can do
record Missing(String what, String remedy) {}
