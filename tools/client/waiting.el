;;; waiting.el --- what all who play a person in Emacs need  -*- lexical-binding: t -*-

;;; Code:

(defvar client-patience 60
  "How long to wait for a server, in seconds.")

(defun client-wait (what condition)
  "Wait until CONDITION returns something, and return that; WHAT is what it is."
  (let ((deadline (+ (float-time) client-patience))
        found)
    (while (not (setq found (funcall condition)))
      (when (> (float-time) deadline)
        (message "waited in vain for %s" what)
        (kill-emacs 1))
      (accept-process-output nil 0.05))
    found))

;;; waiting.el ends here
