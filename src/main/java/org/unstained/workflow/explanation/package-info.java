/** What in a crop made a network decide: heat maps of cells, as layers, stacks and pictures. */
package org.unstained.workflow.explanation;
