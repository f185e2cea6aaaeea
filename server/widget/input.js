// What the visitor writes: which keys are the input method's, and which words show nothing.

// An Enter that ends a choice of the input method sends nothing. Safari tells of it after the end of the composition,
// when isComposing is false again: its code is 229 then (UI Events, 7.3.1).
function isInputMethodKey(event) {
  return event.isComposing || event.keyCode === 229;
}

// As desk::showsNothing on the server. Prefix marks of numbers are format characters that are drawn.
const DRAWN_FORMAT = /[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u{110bd}\u{110cd}]/u;
const UNSEEN = /^[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]*$/u;

function showsNothing(words) {
  return UNSEEN.test(words) && !DRAWN_FORMAT.test(words);
}
