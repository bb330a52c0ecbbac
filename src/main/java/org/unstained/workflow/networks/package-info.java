/**
 * The networks in memory and who may run: where models and the engine lie, loading once, lending,
 * the question before a stranger's network runs for the first time.
 */
package org.unstained.workflow.networks;
