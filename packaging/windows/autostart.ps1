# Starts the kiosk when this user logs on, and again when it crashes. Not tried on Windows.
#   powershell -ExecutionPolicy Bypass -File autostart.ps1 -Program "C:\temu-desktop\temu-desktop.exe"
param([Parameter(Mandatory = $true)][string]$Program)
$action = New-ScheduledTaskAction -Execute $Program -Argument "console --kiosk" `
    -WorkingDirectory (Split-Path $Program)
$trigger = New-ScheduledTaskTrigger -AtLogOn -User $env:USERNAME
$settings = New-ScheduledTaskSettingsSet -RestartCount 10 -RestartInterval (New-TimeSpan -Minutes 1) `
    -ExecutionTimeLimit ([TimeSpan]::Zero) -AllowStartIfOnBatteries -DontStopIfGoingOnBatteries
Register-ScheduledTask -TaskName "temu-desktop" -Action $action -Trigger $trigger -Settings $settings
