/** Whether this Java can write letters into pictures. */
package org.unstained.letters;
