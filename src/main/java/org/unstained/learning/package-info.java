/** Training of networks: examples, their random changes, losses, and the run itself. */
package org.unstained.learning;
