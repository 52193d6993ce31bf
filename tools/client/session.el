;;; session.el --- a person in Emacs debugs the greenlet sample  -*- lexical-binding: t -*-

;; Drives dape, the debugger of Emacs, in batch mode: stops at a breakpoint, looks
;; at the threads and the stack, steps through a switch, and goes on to the end.
;; Prints a line for each thing that a person would see.

;;; Code:

(require 'dape)

(defun client-frame ()
  "The frame that the program stands in, once the debugger has shown it."
  (when-let* ((conn (dape--live-connection 'stopped t)))
    (dape--current-stack-frame conn)))

(defun client-say-place ()
  "Print where the program stands, and in which continuation."
  (let* ((frame (client-wait "a stop" #'client-frame))
         (conn (dape--live-connection 'stopped))
         (thread (dape--current-thread conn)))
    (princ (format "stopped in %s at %s line %d\n"
                   (car (split-string (plist-get thread :name) " · "))
                   (plist-get frame :name)
                   (plist-get frame :line)))))

(defun client-step (command)
  "Perform COMMAND of dape, and print where it leads."
  (let ((before (client-frame)))
    (funcall command (dape--live-connection 'stopped))
    (client-wait "the step" (lambda ()
                              (let ((after (client-frame)))
                                (and after (not (eq after before))))))
    (client-say-place)))

(defun client-run (command program line)
  "Debug PROGRAM with the adapter that COMMAND starts, from LINE on."
  (with-current-buffer (find-file-noselect program)
    (goto-char (point-min))
    (forward-line (1- line))
    (dape-breakpoint-toggle))
  (dape (list 'command (car command) 'command-args (apply #'vector (cdr command))
              'command-cwd (file-name-directory program)
              :type "wasix-python" :request "launch" :program program))
  (client-say-place)
  (let* ((conn (dape--live-connection 'stopped))
         (names (mapcar (lambda (thread) (plist-get thread :name)) (dape--threads conn))))
    (dolist (name names) (princ (format "thread %s\n" name))))
  (client-step #'dape-step-in)
  (client-step #'dape-next)
  (with-current-buffer (find-file-noselect program)
    (dape-breakpoint-remove-all))
  (dape-continue (dape--live-connection 'stopped))
  (client-wait "the end" (lambda () (not (dape--live-connection 'last t))))
  (princ "ended\n"))

(setq dape-start-hook nil
      dape-stopped-hook nil
      dape-buffer-window-arrangement nil)
(let ((arguments command-line-args-left))
  (setq command-line-args-left nil)
  (client-run (cddr arguments) (car arguments) (string-to-number (cadr arguments))))

;;; session.el ends here
