/* Written in ES5: it must run where nothing else of this page does. replaceChildren came with Chromium 86. */
function tellTooOld() {
  var note = document.getElementById('too-old');
  if (note && !('replaceChildren' in Element.prototype)) {
    note.removeAttribute('hidden');
    document.getElementById('app').style.display = 'none';
  }
}
document.addEventListener('DOMContentLoaded', tellTooOld);
