package org.unstained.benchmark;

/**
 * One turn of a contender.
 *
 * @param found what came out, in a few words, so that one sees that all do the same; may be empty
 */
record Turn(double seconds, String found) {}
